"""The planning and control appendix: five products, each a document of its own."""
