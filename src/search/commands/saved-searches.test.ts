import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicActor } from '../../platform/http/context.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { listSavedSearches } from '../queries/saved-searches.ts'
import { deleteSearch, saveSearch } from './saved-searches.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())

const namesOf = async (username: string) =>
  (await test.read(await test.as(username), listSavedSearches, {})).rows.map(({ name }) => name)

describe('saved searches', () => {
  it('are one’s own: nobody else sees or deletes them', async () => {
    const [clerk, leader] = await Promise.all([test.as('vanthu'), test.as('chutich')])
    const wanted = { name: 'Báo cáo', query: { q: 'báo cáo' } }
    await expect(test.write(publicActor, saveSearch, wanted)).rejects.toMatchObject({ code: 'not_signed_in' })
    const { id } = await test.write(clerk, saveSearch, wanted)
    expect(await namesOf('chutich')).toEqual([])
    await expect(test.write(leader, deleteSearch, { id })).rejects.toMatchObject({ code: 'not_found' })
    expect(await namesOf('vanthu')).toEqual(['Báo cáo'])
    await test.write(clerk, deleteSearch, { id })
    expect(await namesOf('vanthu')).toEqual([])
  })

  it('hold what was asked, of one name the last, and something at all', async () => {
    const clerk = await test.as('vanthu')
    await test.write(clerk, saveSearch, { name: 'Đến', query: { q: 'cũ' } })
    await test.write(clerk, saveSearch, { name: 'Đến', query: { q: 'mới', kind: 'incoming', state: 'open' } })
    const { rows } = await test.read(clerk, listSavedSearches, {})
    expect(rows.map(({ query }) => query)).toEqual([{ q: 'mới', kind: 'incoming', state: 'open' }])
    for (const wrong of [
      { name: '', query: { q: 'a' } },
      { name: 'Trống', query: {} },
      { name: 'Dài', query: { q: 'a'.repeat(301) } },
    ]) {
      await expect(test.write(clerk, saveSearch, wrong)).rejects.toMatchObject({ code: 'invalid_input' })
    }
  })

  it('are fifty at most; one of a name that is there still goes', async () => {
    const leader = await test.as('chutich')
    for (let index = 1; index <= 50; index += 1)
      await test.write(leader, saveSearch, { name: `Câu ${index}`, query: { q: 'a' } })
    await expect(test.write(leader, saveSearch, { name: 'Câu 51', query: { q: 'a' } })).rejects.toMatchObject(
      { code: 'wrong_state' },
    )
    await test.write(leader, saveSearch, { name: 'Câu 7', query: { q: 'b' } })
    expect(await namesOf('chutich')).toHaveLength(50)
  })
})
