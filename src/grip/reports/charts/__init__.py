"""Charts: figures of the document as png and svg."""
