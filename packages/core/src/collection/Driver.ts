import { Context, type Effect, Schema, type Scope } from "effect"

/** What is asked for: an address, and the marks of the text that is at hand, if any. */
export interface PageRequest {
  readonly url: string
  readonly etag: string | null
  readonly lastModified: string | null
}

/** What was answered, whatever the status. `body` is empty where there was none, as for 304. */
export interface PageResponse {
  readonly url: string
  /** 100 to 599. */
  readonly status: number
  readonly body: string
  readonly etag: string | null
  readonly lastModified: string | null
  /** Where a redirect leads, as the site writes it; null without one. */
  readonly location: string | null
  /** Milliseconds that the site asks to be left alone for, from now; null where it says nothing. */
  readonly retryAfter: number | null
}

/** No answer came: a time-out, a connection that broke. It may be tried again. */
export class NoAnswer extends Schema.TaggedError<NoAnswer>()("NoAnswer", {
  url: Schema.String,
  message: Schema.String
}) {}

/** The technology cannot be used on this machine; `message` says what is missing, in one sentence. */
export class DriverUnusable extends Schema.TaggedError<DriverUnusable>()("DriverUnusable", {
  message: Schema.String
}) {}

/** Waits until another address may be asked, and tells whether it may; fails where nothing may be asked any more. */
export type RequestLeave<E> = (url: string) => Effect.Effect<boolean, E>

/** One open way to get pages. */
export interface WebDriver {
  /**
   * One request and no more: whoever asks has seen to it that it may. A redirect is told and not followed. Where a page is
   * made by scripts of its host, these and what they ask for are sent for only as `admit` says, each by itself.
   */
  readonly get: <E>(request: PageRequest, admit: RequestLeave<E>) => Effect.Effect<PageResponse, NoAnswer | E>
}

/** How pages are got: over HTTP, from what was kept, by a script, with a browser. */
export class Driver extends Context.Service<
  Driver,
  {
    /** Open as long as the scope, which closes it on every way out. */
    readonly createWebDriver: Effect.Effect<WebDriver, DriverUnusable, Scope.Scope>
    /** Closes it before its scope ends. Once more does nothing. */
    readonly closeWebDriver: (driver: WebDriver) => Effect.Effect<void>
    /**
     * Makes the driver unobtrusive: it says who it is, and loads the page alone, without pictures, fonts, media or third
     * parties. It hides nothing: `evasion` is false for every driver.
     */
    readonly configureStealth: (
      driver: WebDriver
    ) => Effect.Effect<{ readonly applied: ReadonlyArray<string>; readonly evasion: false }>
  }
>()("@mma-savant/core/collection/Driver") {}
