/**
 * What only streams need: waiting for files that arrive one by one, results that are published exam
 * by exam, bundles that are exchanged while the job runs, and how all that is going.
 */
@NullMarked
package org.mammobeam.stream;

import org.jspecify.annotations.NullMarked;
