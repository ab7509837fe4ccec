"""The workbook: the document as xlsx, with its own charts, and the worklists."""
