import { parentPort, workerData } from 'node:worker_threads'
import { XMLSerializer } from '@xmldom/xmldom'
import { strToU8, unzipSync, zipSync } from 'fflate'
import type { FilledWord, WordLine, WordLinesRequest } from './word-lines.ts'
import { isXmlFault, parseXml } from './xml.ts'

const main = 'word/document.xml'
/** Word writes a dozen marks for a line; this is some thousand pages. */
const mostMarks = 2_000_000
const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

function fill({ docx, lines }: WordLinesRequest): FilledWord {
  const parts = unzipSync(docx)
  const document = parseXml(parts[main] ?? new Uint8Array(), { marks: mostMarks, depth: 250 })
  if (isXmlFault(document)) throw new Error(document.detail)
  const paragraphs = within(document, 'p')
  const found = lines.map((line) => fillLine(paragraphs, line))
  parts[main] = strToU8(new XMLSerializer().serializeToString(document.ownerDocument))
  return { docx: zipSync(parts), found }
}

function fillLine(paragraphs: readonly Element[], { pattern, text }: WordLine): boolean {
  const expression = new RegExp(pattern, 'iu')
  const paragraph = paragraphs.find((each) => expression.test(textOf(each)))
  if (!paragraph) return false
  const [first, ...others] = within(paragraph, 't')
  if (!first) return false
  first.textContent = text
  first.setAttribute('xml:space', 'preserve')
  for (const other of others) other.textContent = ''
  for (const sign of ['tab', 'br', 'ptab', 'noBreakHyphen'])
    for (const each of within(paragraph, sign))
      if (each.parentNode?.nodeName === 'w:r') each.parentNode.removeChild(each)
  return true
}

const signs: Readonly<Record<string, string>> = { tab: ' ', ptab: ' ', noBreakHyphen: '-' }

/** The lists of the parser cannot be iterated. */
const within = (node: Element, name: string): Element[] => Array.from(node.getElementsByTagNameNS(word, name))

/** What one reads in a paragraph; a paragraph inside it, as of a text box, is looked at by itself. */
function textOf(paragraph: Element): string {
  if (within(paragraph, 'p').length > 0) return ''
  return within(paragraph, '*')
    .map((each) => (each.localName === 't' ? (each.textContent ?? '') : (signs[each.localName] ?? '')))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .normalize('NFC')
}

parentPort?.postMessage(fill(workerData as WordLinesRequest))
