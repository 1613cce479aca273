import { describe, expect, it } from "@effect/vitest"
import { pageFault } from "../../src/collection/PageFault.ts"

const url = "http://stats.test/statistics/events"

describe("a page without what it is read by", () => {
  it.each([
    ["<p>Checking your browser…</p>", "Checking your browser"],
    ["<h1>403 Forbidden</h1>", "403 Forbidden"],
    ["<p>Varnish cache server</p>", "Varnish cache server"],
    ["<h1>Access Denied</h1>", "Access Denied"],
    ["<title>Just a moment...</title>", "Just a moment..."],
    ["<p>Please verify you are a human</p>", "verify you are a human"],
    ['<div class="h-captcha"></div>', "captcha"],
    ['<input type="password">', 'type="password']
  ])("%j keeps programs out", (html, sign) => {
    expect(pageFault(html, url, "table")).toMatchObject({ _tag: "SourceBlocked", url, sign })
  })
  it.each(["", "<h1>Internal Server Error</h1>", "<table></table>"])("%j has changed", (html) => {
    expect(pageFault(html, url, "table tr")).toMatchObject({ _tag: "PageChanged", url, selector: "table tr" })
  })
  it("may be long and have a login form all the same", () => {
    const page = `<input type="password"><p>protected by reCAPTCHA</p>${"<p>much more</p>".repeat(5000)}`
    expect(pageFault(page, url, "table")._tag).toBe("PageChanged")
    expect(pageFault(`Checking your browser ${page}`, url, "table")._tag).toBe("SourceBlocked")
  })
  it("says so in words", () => {
    expect(pageFault("", url, "table tr").message).toBe(`${url} has no table tr`)
    expect(pageFault("captcha", url, "").message).toBe(`${url} keeps programs out: "captcha"`)
  })
})
