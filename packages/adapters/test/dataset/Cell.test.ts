import { describe, expect, it } from "vitest"
import * as Cell from "../../src/dataset/Cell.ts"

const no = Cell.malformed

describe("a cell is a value, missing or malformed", () => {
  it.each([
    ["5' 11\"", 71],
    ["6'4\"", 76],
    ["5' 10", 70],
    ["--", null],
    ["", null],
    ["5' 12\"", no],
    ["9' 11\"", no],
    ["tall", no]
  ])("height %j", (text, value) => expect(Cell.height(text)).toBe(value))
  it.each([
    ["155 lbs.", 155],
    [" 135 lbs", 135],
    ["--", null],
    ["155", no],
    ["5 lbs.", no]
  ])("weight %j", (text, value) => expect(Cell.weight(text)).toBe(value))
  it.each([
    ['72"', 72],
    ['72.5"', 72.5],
    ["72", 72],
    ["---", null],
    ['7"', no]
  ])("reach %j", (text, value) => expect(Cell.reach(text)).toBe(value))
  it.each([
    ["August 01, 2026", "2026-08-01"],
    ["Jul 13, 1978", "1978-07-13"],
    ["May 17 1996", "1996-05-17"],
    ["Nov. 1, 2023 ", "2023-11-01"],
    ["--", null],
    ["February 30, 2024", no],
    ["Smarch 1, 2024", no],
    ["2024-03-02", no]
  ])("day %j", (text, value) => expect(Cell.day(text)).toBe(value))
  it.each([
    ["17 of 37", { landed: 17, attempted: 37 }],
    ["0 of 0", { landed: 0, attempted: 0 }],
    ["---", null],
    ["17/37", no]
  ])("landed %j", (text, value) => expect(Cell.landed(text)).toEqual(value))
  it.each([
    ["3", 3],
    ["3.0", 3],
    ["0.0", 0],
    ["--", null],
    ["3.5", no],
    ["-1", no]
  ])("count %j", (text, value) => expect(Cell.count(text)).toBe(value))
  it.each([
    ["4:35", 275],
    ["18:00", 1080],
    ["0:00", 0],
    ["--", null],
    ["4:75", no],
    ["4.35", no]
  ])("clock %j", (text, value) => expect(Cell.clock(text)).toBe(value))
  it.each([
    ["3", 3],
    ["Round 2", 2],
    ["", null],
    ["0", no],
    ["11", no]
  ])("round %j", (text, value) => expect(Cell.round(text)).toBe(value))
  it.each([
    ["http://ufcstats.com/fight-details/00000000000000af", "00000000000000af"],
    ["", null],
    ["http://ufcstats.com/fight-details/00AF", no]
  ])("key %j", (text, value) => expect(Cell.key(text)).toBe(value))
  it.each([
    ["3 Rnd (5-5-5)", 3],
    ["1 Rnd + 2OT (15-3-3)", 1],
    ["3 Rnd + OT (5-5-5-5)", 3],
    ["No Time Limit", null],
    [null, null]
  ])("scheduled rounds of %j", (text, value) => expect(Cell.scheduledRounds(text)).toBe(value))
  it("blanks around and between words collapse", () => expect(Cell.text("  Ada \t Stone ")).toBe("Ada Stone"))
})
