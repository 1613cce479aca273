import type { Page } from "@mma-savant/core/collection/Page"
import type { SiteReader } from "@mma-savant/core/collection/PageReader"
import { readEvent } from "./Event.ts"
import { readEventList } from "./EventList.ts"
import { readFight } from "./Fight.ts"
import { readFighter } from "./Fighter.ts"
import { readFighterList } from "./FighterList.ts"

const pathOf = (page: Page): string => {
  switch (page.kind) {
    case "completed-events":
      return "/statistics/events/completed?page=all"
    case "upcoming-events":
      return "/statistics/events/upcoming?page=all"
    case "fighters":
      return `/statistics/fighters?char=${page.letter}&page=all`
    case "event":
    case "fight":
    case "fighter":
      return `/${page.kind}-details/${page.key}`
    case "rankings":
      throw new Error("ufcstats.com has no rankings")
  }
}

/** The pages of ufcstats.com, or of a copy of it: `baseUrl` is what stands before the paths, without a slash at its end. */
export const reader = (baseUrl: string): SiteReader => {
  const address = (page: Page) => `${baseUrl}${pathOf(page)}`
  return {
    address,
    read: (page, html, today) => {
      const url = address(page)
      switch (page.kind) {
        case "completed-events":
        case "upcoming-events":
          return readEventList(html, url)
        case "fighters":
          return readFighterList(html, url)
        case "event":
          return readEvent(html, url, today)
        case "fight":
          return readFight(html, url)
        case "fighter":
          return readFighter(html, url)
        case "rankings":
          throw new Error("ufcstats.com has no rankings")
      }
    }
  }
}
