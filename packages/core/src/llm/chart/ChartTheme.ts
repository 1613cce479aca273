/** What a chart looks like in the light and in the dark. */
export interface ChartColours {
  readonly background: string
  readonly text: string
  readonly faint: string
  readonly grid: string
  /** Of series, in their order; each stands out from the background by 3:1 or more. */
  readonly series: ReadonlyArray<string>
}

export type ChartTheme = "light" | "dark"

export const chartColours: Readonly<Record<ChartTheme, ChartColours>> = {
  light: {
    background: "#ffffff",
    text: "#1c2530",
    faint: "#56616e",
    grid: "#e3e7ec",
    series: [
      "#2563a8",
      "#c2500d",
      "#2b7a3f",
      "#8e3b9c",
      "#94690a",
      "#0f7679",
      "#b8336a",
      "#5b6470",
      "#6b4fc4",
      "#7a5c3e"
    ]
  },
  dark: {
    background: "#14181d",
    text: "#e6e9ee",
    faint: "#a3adb9",
    grid: "#2d343d",
    series: [
      "#6aa9f0",
      "#f0925a",
      "#6cc480",
      "#d08be0",
      "#e0b84c",
      "#4fc4c8",
      "#f080ad",
      "#aab4c0",
      "#a792f5",
      "#c9a27d"
    ]
  }
}

export const chartFont = "system-ui, 'Noto Sans', 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic', sans-serif"
