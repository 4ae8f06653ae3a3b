package org.mammobeam.exam;

import java.io.Serializable;

/**
 * Where the breast reaches furthest, in pixels of the crop; columns count from the chest wall's
 * side to the side to which the breast points.
 *
 * @param rightmostRows rows in which the breast reaches its outermost column
 * @param rightmostColumn that column, away from the chest wall
 * @param bottommostRow the lowest row of the breast
 * @param bottommostColumns columns that the breast covers in that row
 */
public record BreastOutline(
    IndexRange rightmostRows, int rightmostColumn, int bottommostRow, IndexRange bottommostColumns)
    implements Serializable {}
