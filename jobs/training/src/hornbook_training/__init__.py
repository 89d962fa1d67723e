"""The GPU stage of Hornbook: trains Phi models on an exported corpus, and measures what the filter is worth.

Read in this order: ``corpus`` (what the Java program published), ``tokenizer`` and ``store`` (text into token files),
``mixture`` (which window comes when), ``model``, ``recipe``, ``train``, ``checkpoint``, ``benchmark``, ``generate``,
``evaluate``, ``experiment``; and, for the embedder of the Java program, ``export_onnx``.
``__main__`` is the command line.
"""
