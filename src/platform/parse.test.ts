import { expect, it } from 'vitest'
import { z } from 'zod'
import { parseInput } from './parse.ts'

const schema = z.object({ any: z.unknown() })
const refusal = (input: unknown): unknown => {
  try {
    return parseInput(schema, input)
  } catch (error) {
    return error
  }
}

it('refuses what PostgreSQL cannot hold, wherever it stands', () => {
  const input = { any: [{ name: 'a\u0000b' }] }
  expect(refusal(input)).toMatchObject({
    code: 'invalid_input',
    facts: { fields: { 'any.0.name': expect.any(String) } },
  })
})

it('refuses what goes deeper than anybody types, however deep it is', () => {
  for (const depth of [100, 100_000]) {
    const input = { any: JSON.parse('['.repeat(depth) + ']'.repeat(depth)) }
    expect(refusal(input)).toMatchObject({
      code: 'invalid_input',
      facts: { fields: { 'any.0.0': 'Nội dung lồng nhau quá sâu.' } },
    })
  }
  const usual = { any: JSON.parse('['.repeat(50) + ']'.repeat(50)) }
  expect(refusal(usual)).toEqual(usual)
})
