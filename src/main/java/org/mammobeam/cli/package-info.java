/** The command line: one class per subcommand. */
@NullMarked
package org.mammobeam.cli;

import org.jspecify.annotations.NullMarked;
