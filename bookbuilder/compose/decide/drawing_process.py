"""Draws one chart in a process of its own, which may be ended: from a specification in JSON to SVG.

It is run by its path and imports nothing of the rest.
"""

import json
import sys

import vl_convert


def main() -> int:
    """0 with the SVG; 1 with Vega-Lite's words where it cannot be drawn."""
    order = json.load(sys.stdin)
    vl_convert.register_font_directory(order["fonts"])
    try:
        svg = vl_convert.vegalite_to_svg(
            order["specification"],
            config=order["config"],
            allowed_base_urls=[],
            format_locale=order["format"],
            time_format_locale=order["time"],
        )
    except ValueError as error:
        sys.stderr.write(str(error))
        return 1
    sys.stdout.buffer.write(svg.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
