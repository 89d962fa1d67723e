/**
 * What a run has come to, as one page to look at: {@code hornbook report}.
 *
 * <p>Start at {@link io.hornbook.jobs.report.Report}. The page is one HTML file that holds its
 * style, its script, the libraries (Apache ECharts and Prism, from their WebJars) and the data, and
 * fetches nothing: its content security policy names its own script by digest and allows nothing
 * else. It reads the manifests, and samples of the tables; a job that has published nothing is
 * named, and the rest is shown.
 *
 * <p>Texts of a corpus are hostile. They stand in one JSON element alone, in ASCII and without the
 * characters that HTML knows; the script puts them into text nodes, never into markup. Personal
 * data and secrets are masked, as export masks them.
 *
 * <p>Cost: three passes over the small tables, four over the documents' columns but for the text,
 * and the row groups that hold the samples; the driver holds what is shown. Texts that benchmarks
 * were found in are read whole, a few a benchmark and method. The page is about 1.1 MB of
 * libraries, and so many texts as the limits say.
 */
package io.hornbook.jobs.report;
