import type { AnswerStep } from "./Scenario.ts"

export type Change = Extract<AnswerStep["answer"], { readonly do: "relayout" }>["change"]

/** A page as it would look after a change of its markup. */
export const relayout = (html: string, change: Change): string => {
  switch (change) {
    case "drop-column":
      return html.replace(/<th [^>]*>[^<]*<\/th>(?=<\/tr>)/g, "")
    case "rename-class":
      return html
        .replaceAll("b-fight-details__", "c-bout__")
        .replaceAll("b-statistics__", "c-list__")
        .replaceAll("b-content__", "c-page__")
        .replaceAll("b-list__", "c-facts__")
        .replaceAll("views-field", "field")
    case "empty-table":
      return html.replace(/<tbody[^>]*>[\s\S]*?<\/tbody>/g, "<tbody></tbody>")
  }
}
