"""Takes the pictures of the front pages from the real program: `make screenshots`."""

import page_pictures
import recap_pictures
import voice_pictures

if __name__ == "__main__":
    page_pictures.take()
    voice_pictures.take_all()
    recap_pictures.take()
