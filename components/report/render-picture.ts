import { Resvg } from "@resvg/resvg-js";
import { fontFamily } from "./chart-style";

/** Twice the size of the layout: sharp on screens that have two dots a pixel. */
const scale = 2;

/** An SVG as PNG. The font comes along: a build machine may have none. */
export function renderPicture(svg: string): Buffer {
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    background: "#ffffff",
    font: {
      loadSystemFonts: false,
      fontFiles: [
        "400Regular/Inter_400Regular",
        "500Medium/Inter_500Medium",
        "600SemiBold/Inter_600SemiBold",
      ].map((file) => require.resolve(`@expo-google-fonts/inter/${file}.ttf`)),
      defaultFontFamily: fontFamily.split(",")[0],
    },
  });
  return picture.render().asPng();
}
