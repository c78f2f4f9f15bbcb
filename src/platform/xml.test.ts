import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  childElements,
  elementAt,
  isXmlFault,
  isXmlText,
  parseXml,
  textAt,
  writeXml,
  type XmlNode,
} from './xml.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
function read(source: Uint8Array | string): Element {
  const result = parseXml(source)
  if (isXmlFault(result)) throw new Error(`${result.reason} at line ${result.line}`)
  return result
}
const faultOf = (source: Uint8Array | string, limits = {}) => {
  const result = parseXml(source, limits)
  return isXmlFault(result) ? result.reason : 'read'
}

describe('reading XML from anybody', () => {
  it('reads elements by local name, whatever the prefix, with their text as written', () => {
    const root = read('<e:a xmlns:e="urn:mau"><e:b> Một  cửa </e:b><e:b>Hai</e:b><c><e:b/></c></e:a>')
    expect(childElements(root, 'b').map((each) => each.textContent)).toEqual([' Một  cửa ', 'Hai'])
    expect(childElements(root)).toHaveLength(3)
    expect(textAt(root, 'c', 'b')).toBe('')
    expect(textAt(root, 'c', 'd', 'b')).toBeNull()
    expect(elementAt(root)).toBe(root)
    expect(elementAt(root, 'b')?.namespaceURI).toBe('urn:mau')
  })

  it('refuses a document type wherever it stands, before anything is expanded or fetched', () => {
    const bomb = `<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>`
    const outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    const late = '<a><!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"></a>'
    for (const each of [bomb, outside, late, `\uFEFF<!-- --> ${bomb}`, '<!doctype a><a/>'])
      expect(faultOf(each)).toBe('doctype')
    expect(faultOf('<a><![CDATA[<!DOCTYPE html>]]><!-- <!DOCTYPE b> --></a>')).toBe('read')
  })

  it.each([
    '',
    ' ',
    'chữ',
    '<a>',
    '<a><b></a>',
    '<a></b>',
    '</a>',
    '<a/><b/>',
    '<a/>chữ',
    'chữ<a/>',
    '<a',
    '<a b="',
    '<a b="<"/>',
    '<a b=1/>',
    '<a b/>',
    '<a b="1" b="2"/>',
    '<a>&</a>',
    '<a>&lt</a>',
    '<a>&mau;</a>',
    '<a b="&mau;"/>',
    '<a>&#0;</a>',
    '<a>&#xD800;</a>',
    '<a>]]></a>',
    '<a><![CDATA[x</a>',
    '<![CDATA[x]]>',
    '<a><!-- </a>',
    '<a/><?xml version="1.0"?>',
    '<1/>',
    '< a/>',
    '<a><b/',
    '<?xml version="1.0"',
    '<a x="1"y="2"/>',
  ])('refuses what is not well formed: %s', (source) => {
    expect(faultOf(source)).toBe('broken')
  })

  it('refuses characters that XML knows not, and bytes that are no UTF-8', () => {
    for (const each of ['<a>\u0001</a>', '<a>\uD800</a>', '<a>\uFFFE</a>'])
      expect(faultOf(each)).toBe('encoding')
    expect(faultOf(Uint8Array.of(0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e))).toBe('encoding')
  })

  it('reads UTF-16 by its mark, and UTF-8 whatever the declaration says', () => {
    const text = '<?xml version="1.0" encoding="utf-16"?><a>Đơn</a>'
    const wide = Buffer.from(`\uFEFF${text}`, 'utf16le')
    for (const each of [
      bytes(text),
      bytes(`\uFEFF${text}`),
      wide,
      Buffer.from(wide).swap16(),
      `\uFEFF${text}`,
    ])
      expect(read(each).textContent).toBe('Đơn')
  })

  it('refuses what is too large, too deep or too crowded, and says the line of a fault', () => {
    expect(faultOf('<a/>', { bytes: 3 })).toBe('too_large')
    expect(faultOf(`${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`)).toBe('too_large')
    expect(faultOf(`<a>${'<b/>'.repeat(300_000)}</a>`)).toBe('too_large')
    expect(parseXml('<a>\n<b>\n</c></a>')).toMatchObject({ reason: 'broken', line: 3 })
    expect(parseXml('<a>\n<b x="1" x="2"/></a>')).toMatchObject({ reason: 'broken', line: 2 })
  })

  it('takes little time on the worst of a few megabytes', () => {
    const size = 2_000_000
    for (const each of ['<', '&', '<a ', '<a b="', "<a '", '<!--', '<![CDATA[', '&#', '<a>', '</a>'])
      expect(faultOf(`<r>${each.repeat(size / each.length)}`)).not.toBe('read')
  })

  it('never throws and ends on any input', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<a/>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?x',
      '?>',
      '&amp;',
      '&',
      '"',
      "'",
      '=',
      ' b="c"',
      '<!',
      'x',
      '\n',
      '>',
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const result = parseXml(pieces.join(''))
        return isXmlFault(result) ? result.line > 0 : result.nodeName === 'a'
      }),
    )
    fc.assert(fc.property(fc.uint8Array(), (each) => isXmlFault(parseXml(each))))
  })
})

describe('writing XML', () => {
  const text = fc
    .oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({
        unit: fc.constantFrom('<', '>', '&', '"', "'", '\r', '\n', '\t', ' ', ']', 'ộ', 'ộ'.normalize('NFD')),
      }),
    )
    .filter(isXmlText)

  it('gives back what was written, down to spaces and line ends', () => {
    fc.assert(
      fc.property(text, text, text, (words, value, more) => {
        const node: XmlNode = {
          name: 'm:a',
          attributes: { 'xmlns:m': 'urn:mau', b: value },
          children: [
            { name: 'c', children: [words] },
            { name: 'd', children: [more, { name: 'e' }, words] },
          ],
        }
        const root = read(bytes(writeXml(node)))
        expect([root.getAttribute('b'), textAt(root, 'c'), textAt(root, 'd')]).toEqual([
          value,
          words,
          more + words,
        ])
      }),
    )
  })

  it('indents elements and leaves text alone', () => {
    const xml = writeXml({ name: 'a', children: [{ name: 'b', children: ['x & y'] }, { name: 'c' }] })
    expect(xml).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<a>\n  <b>x &amp; y</b>\n  <c/>\n</a>\n')
  })

  it('throws on what XML cannot hold', () => {
    for (const each of ['\u0000', '\u001F', '\uDC00', '\uFFFF']) {
      expect(isXmlText(each)).toBe(false)
      expect(() => writeXml({ name: 'a', children: [each] })).toThrow()
    }
    for (const name of ['', 'a b', '<a', '1a', 'a:b:c']) expect(() => writeXml({ name })).toThrow()
    expect(isXmlText('Đơn\r\n\t😀')).toBe(true)
  })
})
