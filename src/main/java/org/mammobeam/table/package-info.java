/**
 * The fingerprint table: per exam one short row that says under which source state and plan its
 * results were made, and the rule that decides by it. Knows bytes, no files.
 */
@NullMarked
package org.mammobeam.table;

import org.jspecify.annotations.NullMarked;
