from marketplace.imaging.models.image import Image, Rendition

__all__ = ["Image", "Rendition"]
