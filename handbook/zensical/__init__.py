"""The way out: the same pages built with Zensical, and compared with what MkDocs builds."""
