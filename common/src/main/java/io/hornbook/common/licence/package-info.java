/**
 * Licences: SPDX expressions, lists of those that are allowed, and the licence that the first
 * comments of a file state.
 *
 * <p>Start at {@link io.hornbook.common.licence.LicenceExpression}. The syntax is that of SPDX 2.3,
 * annex D (https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/); identifiers are
 * compared without regard to case, as it says. Whether an identifier is on SPDX's list is not
 * asked: lists of allowed licences name those that matter.
 */
package io.hornbook.common.licence;
