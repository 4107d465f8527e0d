"""The shapes of drawings: where each line, bar, tick and tile lies. Templates write them down as SVG."""
