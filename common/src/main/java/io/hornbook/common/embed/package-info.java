/**
 * Texts as vectors of fixed length: start at {@link io.hornbook.common.embed.Embedder}.
 *
 * <h2>The hashing embedder, version 1</h2>
 *
 * <p>384 dimensions, no download and no vocabulary: what a text is made of, counted. It is defined
 * on the bytes of the text in UTF-8, each of one class:
 *
 * <ul>
 *   <li><i>upper</i>: {@code A} to {@code Z};
 *   <li><i>lower</i>: {@code a} to {@code z} and every byte of 0x80 and above;
 *   <li><i>digit</i>: {@code 0} to {@code 9};
 *   <li><i>symbol</i>: the other 32 bytes from 0x21 to 0x7E, the underscore among them;
 *   <li>the rest (white space and control characters), which only separates.
 * </ul>
 *
 * <p>The text is cut into <i>subtokens</i>, the parts of its identifiers: a maximal run of letters
 * (upper and lower), cut again before each upper letter that follows a lower one or that stands
 * between an upper and a lower one. {@code parseHTTPHeader_v2} is parse, HTTP, Header, v. A maximal
 * run of digits is a <i>number</i>.
 *
 * <p>Integer counters c, one a dimension:
 *
 * <ul>
 *   <li>0 to 31: the symbols, in the order of their bytes, each occurrence +1. They keep a
 *       dimension each, because punctuation is what every repository shares and words are not;
 *   <li>32 to 39: the numbers of 1, 2, … 7, and of 8 and more digits, each +1;
 *   <li>40 to 383: the subtokens, each +1 or -1 by signed feature hashing, so that the inner
 *       product of two texts stays unbiased whatever collides (Weinberger et al. 2009,
 *       doi:10.1145/1553374.1553516). With A to Z lower-cased, the subtoken's n bytes are read as
 *       little-endian 64-bit words, the last one padded with zeros:
 *       <pre>
 * h = n
 * for each word w:  h = (h ^ w) * 0x9E3779B97F4A7C15;  h = h ^ (h &gt;&gt;&gt; 32)
 * h = h * 0xD6E8FEB86659FD93
 * s = ((h &gt;&gt;&gt; 32) * 688) &gt;&gt;&gt; 32
 * s &lt; 344: c[40 + s] += 1, else c[40 + s - 344] -= 1</pre>
 * </ul>
 *
 * <p>The vector is x[i] = sign(c[i]) * sqrt(|c[i]| / sum of all |c|), computed in double precision
 * and rounded to float: sub-linear in the counts, and of Euclidean length 1 by construction.
 * Division, root and rounding are exact by IEEE 754, so every machine computes the same bits. A
 * text without features is the zero vector.
 *
 * <h2>The ONNX embedder, version 1</h2>
 *
 * <p>A model and its tokenizer lie in a folder, as {@code model.onnx} and {@code tokenizer.json}
 * (and {@code model.onnx_data}, for weights above two gigabytes). The model takes {@code
 * input_ids}, {@code attention_mask} and perhaps {@code token_type_ids} (all 0), of texts and
 * tokens; its first output holds a vector a token. A text is cut into tokens without special ones;
 * a longer one than the model takes is read as {@link io.hornbook.common.embed.LongDocuments} says,
 * of 32 characters a token at most; each window stands between the tokenizer's own special tokens.
 * The vector is {@link io.hornbook.common.embed.Pooling} of the tokens' vectors, of Euclidean
 * length 1; that of several windows is their mean, of length 1 again. A text without tokens is the
 * zero vector.
 *
 * <p>The fingerprint is {@code onnx-v1-} and half of a SHA-256 over the files and all of these
 * choices. Bits are those of the processor and the runtime: the vectors stand outside digests, and
 * are compared with a tolerance of 1e-5. A model that quantises its activations as it runs scales a
 * batch as a whole, so that a vector would depend on its neighbours: it takes one window at a time.
 *
 * <p>Both libraries unpack native code: ONNX Runtime into a folder of the JVM's temporary folder,
 * the tokenizers once into {@code ~/.djl.ai} (the variable {@code DJL_CACHE_DIR} moves it). Neither
 * needs a network.
 */
package io.hornbook.common.embed;
