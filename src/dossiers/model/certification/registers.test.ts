import { expect, it } from 'vitest'
import { parseCatalogue, readShippedCatalogue } from '../../../procedures/model/catalogue.ts'
import { hasFeeRules } from '../../../procedures/model/count-fee.ts'
import { counterProcedures, registerFor } from './registers.ts'

it('every procedure of the counter has rules for its fee and a register', async () => {
  const { records } = parseCatalogue(await readShippedCatalogue())
  for (const { code } of counterProcedures) {
    const fees = records.find((record) => record.code === code)?.fees ?? []
    expect(hasFeeRules(fees), code).toBe(true)
    expect(registerFor(code), code).not.toBeNull()
  }
  expect(registerFor('1.004873')).toBeNull()
  expect(registerFor(null)).toBeNull()
})
