package org.mammobeam.table;

import java.io.Serializable;
import org.mammobeam.artifact.Hash128;

/**
 * What decides whether an exam needs anything done.
 *
 * @param exam hash of its ID
 * @param state of its files, {@link Hash128#NONE} where a change of them might not show
 * @param plan that its results were made by
 * @param failed whether something of it failed
 * @param place of its detail row
 */
public record SkipRow(Hash128 exam, Hash128 state, Hash128 plan, boolean failed, RowPlace place)
    implements Serializable {}
