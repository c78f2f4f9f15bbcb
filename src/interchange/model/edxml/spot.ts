import { childElements } from '../../../platform/xml.ts'
import type { EdxmlFault } from './message.ts'
import { readDay, readTimestamp } from './wire-values.ts'

/** An element that is being read: where it stands, and the list to which what is wrong with the message is added. */
export interface Spot {
  element: Element
  /** Names from the header or body on, as they were written. */
  path: string
  faults: EdxmlFault[]
}

/** Names count without namespace and case, and the standard's double s as one: writers differ in all three. */
export function sameName(localName: string, name: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace('bussiness', 'business')
  return plain(localName) === plain(name)
}

export function addFault(spot: Spot, sentence: string, name?: string): void {
  const place = [spot.path, name].filter(Boolean).join('/')
  if (!spot.faults.some((each) => each.place === place && each.sentence === sentence))
    spot.faults.push({ place, sentence })
}

/** All elements of a name directly inside, numbered in their place when they are several. */
export function all(spot: Spot | null, name: string): Spot[] {
  if (!spot) return []
  const found = childElements(spot.element).filter(({ localName }) => sameName(localName ?? '', name))
  return found.map((element, index) => ({
    element,
    path: `${spot.path === '' ? '' : `${spot.path}/`}${element.localName}${found.length > 1 ? `[${index + 1}]` : ''}`,
    faults: spot.faults,
  }))
}

/** The only element of a name; two of what there may be one are a fault, for nobody can say which is meant. */
export function one(spot: Spot | null, name: string): Spot | null {
  const found = all(spot, name)
  if (spot && found.length > 1) addFault(spot, 'Phần này chỉ được có một nhưng có nhiều.', name)
  return found[0] ?? null
}

/** As `one`, where it must be. */
export function needed(spot: Spot, name: string): Spot | null {
  const found = one(spot, name)
  if (!found) addFault(spot, 'Thiếu phần bắt buộc.', name)
  return found
}

export const wordsOf = (spot: Spot) => spot.element.textContent?.trim() ?? ''

/** The text of the only element of a name, without spaces around it; empty when there is none. */
export function words(spot: Spot | null, name: string): string {
  const found = one(spot, name)
  return found ? wordsOf(found) : ''
}

/** As `words`, where there must be some. */
export function neededWords(spot: Spot | null, name: string): string {
  const text = words(spot, name)
  if (spot && text === '') addFault(spot, 'Thiếu nội dung bắt buộc.', name)
  return text
}

/** A day, or null where none is given. A wrong one is a fault and not nothing: a term would be lost. */
export function dayAt(spot: Spot | null, name: string): string | null {
  return timeAt(spot, name, readDay)
}

export function timestampAt(spot: Spot | null, name: string): string | null {
  return timeAt(spot, name, readTimestamp)
}

function timeAt(spot: Spot | null, name: string, read: (text: string) => string | null): string | null {
  const text = words(spot, name)
  if (!spot || text === '') return null
  const time = read(text)
  if (time === null) addFault(spot, `Ngày giờ “${shortened(text)}” không đúng.`, name)
  return time
}

/** A choice of yes and no. */
export function flagAt(spot: Spot | null, name: string): boolean {
  const text = words(spot, name).toLowerCase()
  if (spot && !['', '0', '1', 'false', 'true'].includes(text))
    addFault(spot, `Giá trị “${shortened(text)}” không phải 0 hoặc 1.`, name)
  return text === '1' || text === 'true'
}

/** A count, of which nothing hangs: the digits at the beginning, or `usual`. */
export function countAt(spot: Spot | null, name: string, usual: number): number {
  const digits = /^\d{1,5}(?!\d)/.exec(words(spot, name))?.[0]
  return digits === undefined ? usual : Number(digits)
}

/** What others wrote, short enough to stand in a sentence. */
export function shortened(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\s]+/gu, ' ')
  return line.length > 40 ? `${line.slice(0, 39)}…` : line
}
