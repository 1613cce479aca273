import { assert, it } from "@effect/vitest"
import { Access, judge } from "../../src/auth/Access.ts"
import { UserId } from "../../src/Identity.ts"

const [self, other] = [UserId.make(1), UserId.make(2)]

const user = { id: self, isAdmin: false }
const admin = { id: self, isAdmin: true }

/** How a user and an admin fare with their own, with another's and with nobody's. */
const table = {
  anyone: [
    ["granted", "granted", "granted"],
    ["granted", "granted", "granted"]
  ],
  user: [
    ["granted", "granted", "granted"],
    ["granted", "granted", "granted"]
  ],
  "self-or-admin": [
    ["granted", "hidden", "hidden"],
    ["granted", "granted", "granted"]
  ],
  admin: [
    ["forbidden", "forbidden", "forbidden"],
    ["granted", "granted", "granted"]
  ]
} satisfies Record<Access, unknown>

it.each(Access.literals)("%s lets in whom it names and nobody else", (access) => {
  const fares = [user, admin].map((who) => [self, other, null].map((subject) => judge(access, who, subject)))
  assert.deepStrictEqual(fares, table[access])
})
