import { Schema } from "effect"

/**
 * A page lacks the part that it is read by: the site has changed, or the address leads elsewhere. `selector` is what was
 * looked for. Nothing of such a page is stored.
 */
export class PageChanged extends Schema.TaggedError<PageChanged>()("PageChanged", {
  url: Schema.String,
  selector: Schema.String
}) {
  override get message(): string {
    return `${this.url} has no ${this.selector}`
  }
}

/** In place of the page stands one that keeps programs out; `sign` is the text by which it was known. */
export class SourceBlocked extends Schema.TaggedError<SourceBlocked>()("SourceBlocked", {
  url: Schema.String,
  sign: Schema.String
}) {
  override get message(): string {
    return `${this.url} keeps programs out: "${this.sign}"`
  }
}

export type PageFault = PageChanged | SourceBlocked

const signs: ReadonlyArray<RegExp> = [
  /checking your browser/i,
  /403 forbidden/i,
  /varnish cache server/i,
  /just a moment\.\.\./i,
  /enable javascript and cookies/i,
  /verify (?:that )?you are (?:a )?human/i
]

/** What a whole page may have, too, beside what it is for. */
const signsOfSmall: ReadonlyArray<RegExp> = [
  ...signs,
  /access denied/i,
  /unusual traffic/i,
  /captcha/i,
  /type=["']?password/i
]

/** Characters. What stands in place of a page is smaller than the pages of either site, a bout without statistics excepted. */
const small = 50_000

/**
 * What a page is that has nothing of the expected: an interstitial, a refusal, a captcha or a login form, else a changed
 * page. Only for such a page: a whole one may say these words beside its facts.
 */
export const pageFault = (html: string, url: string, selector: string): PageFault => {
  for (const sign of html.length < small ? signsOfSmall : signs) {
    const found = sign.exec(html)
    if (found !== null) return new SourceBlocked({ url, sign: found[0] })
  }
  return new PageChanged({ url, selector })
}

/** A page's text without the character zero, which a store may be unable to keep. */
export const keepable = (html: string): string => html.replaceAll("\0", "\uFFFD")
