"""CPU seconds of SciPy for erosion, labelling and dilation of an exam's views; decoding left out.

usage: scipy_crop.py EXAM_FOLDER (needs numpy, scipy and Pillow)
"""
import sys
import time

import numpy
import scipy.ndimage
from PIL import Image

total = 0.0
for view in ["L_CC", "R_CC", "L_MLO", "R_MLO"]:
    image = numpy.array(Image.open("%s/%s.png" % (sys.argv[1], view)))
    start = time.process_time()
    mask = scipy.ndimage.binary_erosion(image > 0, iterations=100)
    labels, _ = scipy.ndimage.label(mask)
    sizes = numpy.bincount(labels.ravel())
    sizes[0] = 0
    largest = labels == sizes.argmax()
    dilated = scipy.ndimage.binary_dilation(largest, iterations=100)
    total += time.process_time() - start
    rows = numpy.flatnonzero(dilated.any(axis=1))
    columns = numpy.flatnonzero(dilated.any(axis=0))
    print(view, image.shape, "rows %d-%d, columns %d-%d" % (rows[0], rows[-1], columns[0], columns[-1]))
print("%.3f" % total)
