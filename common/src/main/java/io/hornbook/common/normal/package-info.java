/**
 * Texts without what does not count: the normal forms whose equality makes two documents {@code
 * normalised} duplicates.
 *
 * <p>Start at {@link io.hornbook.common.normal.TextNormaliser}. A normal form is made of bytes, in
 * one pass, for every byte sequence: no input is an error. {@code syntaxes.yaml} holds, for the
 * languages whose strings and comments a table can tell, how these begin and end. Two texts with
 * one form hold the same strings and the same code, and in Python the same blocks:
 *
 * <ul>
 *   <li>CR and CRLF are LF, everywhere.
 *   <li>Strings are kept as they are, docstrings among them.
 *   <li>Outside strings, blanks (space, tabulator, VT, FF) at the end of a line and lines of blanks
 *       alone are left out, and a run of blanks inside a line is one space. No space is put in or
 *       taken away altogether: {@code a = b} and {@code a=b} differ.
 *   <li>Blanks at the start of a line are left out; where indentation has a meaning (Python), the
 *       depth of the block takes their place, one tabulator a level: that of Python's own rules,
 *       with tabulators at multiples of eight and a form feed that starts anew. A line that
 *       continues another one (in brackets, after a backslash) has the depth of its block and a
 *       space, one that holds a comment alone has nothing. So the width of an indentation does not
 *       count and its depth does. A line that ends a block at no column where one began (an error
 *       in Python) is marked by a VT.
 *   <li>With comments folded, a comment is a space, and a line of comments alone is none. A comment
 *       over several lines that follows code is a space and a line end.
 * </ul>
 *
 * <p>The line structure stays: a statement that is wrapped differently has another form. In any
 * other language nothing tells a string from code, so that only line ends, blanks at the end of a
 * line, and blank lines before and after all others are folded. JavaScript, Rust, Ruby, PHP and
 * shell are such languages on purpose: a table does not tell a regular expression from a division,
 * a lifetime from a character, or where a here-document ends.
 *
 * <p>Where nothing but comments would be folded away to nothing they are kept: two files with
 * different comments and no code are not the same file. A text of white space alone is its own
 * form.
 *
 * <p>The table reads Python 3.12's nested quotes ({@code f"{d["k"]}"}) as three strings, and a C++
 * raw string with a delimiter as one that ends at its first quote: blanks in between, and what
 * looks like a comment there, are folded.
 *
 * <p>The ids {@code folded-1} and {@code folded-without-comments-1} name all of this, the table
 * included. Any change to it takes new ids.
 */
package io.hornbook.common.normal;
