import { crc32, deflateRawSync } from 'node:zlib'

/** A ZIP file of the given parts for tests, deflated, as Office programs write it. */
export function makeZip(parts: Readonly<Record<string, string>>, flags = 0): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(parts)) {
    const packed = deflateRawSync(Buffer.from(text))
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(text), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(Buffer.byteLength(text), 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, Buffer.from(name))
    locals.push(local)
    offset += local.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(locals.length, 4)
  end.writeUInt16LE(locals.length, 6)
  end.writeUInt32LE(entries.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, entries, Buffer.from('PK\x05\x06'), end])
}

const CONTENT_TYPE = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
  docm: 'application/vnd.ms-word.document.macroEnabled.main+xml',
} as const

/** A small Office document for tests, with further parts and declared types when asked for. */
export function makeOfficeFile(
  kind: keyof typeof CONTENT_TYPE,
  extra: { parts?: Readonly<Record<string, string>>; types?: string; flags?: number } = {},
): Buffer {
  const main = kind === 'xlsx' ? 'xl/workbook.xml' : 'word/document.xml'
  const override = `<Override PartName="/${main}" ContentType="${CONTENT_TYPE[kind]}"/>${extra.types ?? ''}`
  const parts = {
    '[Content_Types].xml': `<?xml version="1.0"?><Types>${override}</Types>`,
    '_rels/.rels': '<?xml version="1.0"?><Relationships/>',
    [main]: '<?xml version="1.0"?><document/>',
    ...extra.parts,
  }
  return makeZip(parts, extra.flags)
}
