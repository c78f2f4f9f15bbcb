import { describe, expect, it } from 'vitest'
import { createPdfCache } from './pdf-cache.ts'

function counted(size = 10) {
  let made = 0
  const cache = createPdfCache(
    {
      render: async () => {
        made += 1
        return new Uint8Array(size)
      },
    },
    25,
  )
  return { cache, made: () => made }
}
const admit = <T>(make: () => Promise<T>) => make()

describe('documents for everybody', () => {
  it('are made once for the same content, also when many ask at once', async () => {
    const { cache, made } = counted()
    const order = { template: 'bang', data: { a: 1 } }
    const all = await Promise.all(Array.from({ length: 50 }, () => cache.render(order, admit)))
    expect(new Set(all.map(({ etag }) => etag)).size).toBe(1)
    await cache.render(order, () => Promise.reject(new Error('refused although it is there')))
    expect(made()).toBe(1)
    await cache.render({ ...order, data: { a: 2 } }, admit)
    await cache.render({ ...order, template: 'khac' }, admit)
    expect(made()).toBe(3)
  })

  it('forget the one asked for longest ago when there is no more room', async () => {
    const { cache, made } = counted()
    const order = (data: number) => ({ template: 'bang', data })
    await cache.render(order(1), admit)
    await cache.render(order(2), admit)
    await cache.render(order(1), admit)
    await cache.render(order(3), admit)
    expect(made()).toBe(3)
    await cache.render(order(1), admit)
    expect(made()).toBe(3)
    await cache.render(order(2), admit)
    expect(made()).toBe(4)
  })

  it('are not made when the asker is refused, and are made for the next', async () => {
    const { cache, made } = counted()
    const order = { template: 'bang', data: {} }
    await expect(cache.render(order, () => Promise.reject(new Error('too often')))).rejects.toThrow(
      'too often',
    )
    expect(made()).toBe(0)
    await cache.render(order, admit)
    expect(made()).toBe(1)
  })
})
