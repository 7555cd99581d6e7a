"""Scans: the pages of a PDF as pictures, a little turned, blurred and grainy, as the copier of an office makes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

DPI = 200
TILT = 2.0
"""Degrees by which a page is turned at most."""


def scan(source: Path, target: Path, seed: int, dpi: int = DPI, tilt: float = TILT) -> None:
    """Write the pages of the PDF `source` as pictures in a PDF without text; the same `seed` gives the same pages."""
    import numpy as np
    import pypdfium2

    chance = np.random.default_rng(seed)
    with pypdfium2.PdfDocument(source) as document:
        pages = [_page(document[i].render(scale=dpi / 72, grayscale=True).to_pil(), chance, tilt) for i in range(len(document))]
    pages[0].save(target, "PDF", resolution=dpi, save_all=True, append_images=pages[1:], quality=70)


def _page(picture: Any, chance: Any, tilt: float) -> Any:
    import numpy as np
    from PIL import Image, ImageFilter

    turned = picture.convert("L").rotate(chance.uniform(-tilt, tilt), Image.Resampling.BICUBIC, fillcolor=255)
    blurred = np.asarray(turned.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.7))), dtype=float)
    grain = chance.normal(-6, 9, blurred.shape)
    dust = chance.random(blurred.shape) < 2e-5
    return Image.fromarray(np.where(dust, 60, np.clip(blurred + grain, 0, 255)).astype("uint8"), "L")
