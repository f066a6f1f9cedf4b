/** Series colours, apart in hue and in lightness; the tokens of tailwind.css as plain hex. */
export const SERIES_COLOURS = ["#1b57ad", "#8a5600", "#17693e", "#5d5c56", "#a3231c", "#6b3fa0"];

export const CHART_INK = { text: "#1d1d1b", muted: "#5d5c56", line: "#dfded8", paper: "#ffffff" };

/** Lines also differ by dash, bars by order: no series is told by colour alone. */
export const SERIES_DASHES = [[], [6, 4], [2, 3], [10, 4, 2, 4], [1, 4], [12, 6]];
