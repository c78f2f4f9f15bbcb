import { writeXml, type XmlNode } from '../../../platform/xml.ts'
import { packageNamespace } from './package-xml.ts'
import { type Column, type Field, tables } from './tables.ts'

/**
 * The XML schema (XSD 1.0) of everything in a package, made of the decree's tables: names, types and lengths. It lies in every
 * package, so that any validator can check the metadata without this program. What is longer than the decree allows fails it
 * there, on purpose.
 */
export function packageSchema(): string {
  return writeXml({
    name: 'xs:schema',
    attributes: {
      'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
      xmlns: packageNamespace,
      targetNamespace: packageNamespace,
      elementFormDefault: 'qualified',
    },
    children: [
      note('Nghị định số 30/2020/NĐ-CP, Phụ lục VI, Phần II: bảng HỒ SƠ, VĂN BẢN ĐI, VĂN BẢN ĐẾN.'),
      ...Object.values(tables).map(({ element, title, columns }) => ({
        name: 'xs:element',
        attributes: { name: element },
        children: [note(title), lineType(columns)],
      })),
      contentsElement,
      historyElement,
    ],
  })
}

const note = (words: string): XmlNode => ({
  name: 'xs:annotation',
  children: [{ name: 'xs:documentation', attributes: { 'xml:lang': 'vi' }, children: [words] }],
})

const lineType = (columns: readonly Column[]): XmlNode => ({
  name: 'xs:complexType',
  children: [{ name: 'xs:sequence', children: columns.map(columnElement) }],
})

function columnElement(column: Column): XmlNode {
  const isGroup = 'fields' in column
  const isOptional = isGroup ? column.repeats : !column.required
  const attributes = {
    name: column.name,
    ...(isOptional ? { minOccurs: '0' } : {}),
    ...(isGroup && column.repeats ? { maxOccurs: 'unbounded' } : {}),
  }
  const type = isGroup ? lineType(column.fields) : fieldType(column)
  return { name: 'xs:element', attributes, children: [note(column.label), type] }
}

function fieldType({ type, length, required }: Field): XmlNode {
  const base = { number: 'xs:nonNegativeInteger', date: 'xs:date', string: 'xs:string', text: 'xs:string' }[
    type
  ]
  const limits: [string, number][] =
    type === 'number'
      ? [['xs:totalDigits', length ?? 15]]
      : type === 'string'
        ? [
            ['xs:minLength', required ? 1 : 0],
            ...(length === undefined ? [] : [['xs:maxLength', length] as [string, number]]),
          ]
        : []
  return {
    name: 'xs:simpleType',
    children: [
      {
        name: 'xs:restriction',
        attributes: { base },
        children: limits.map(([name, value]) => ({ name, attributes: { value: String(value) } })),
      },
    ],
  }
}

const attribute = (name: string, type: string, use = 'required'): XmlNode => ({
  name: 'xs:attribute',
  attributes: { name, type: `xs:${type}`, use },
})

const place = [
  attribute('path', 'string'),
  attribute('sha256', 'string'),
  attribute('size', 'nonNegativeInteger'),
]

function list(name: string, inside: readonly XmlNode[], attributes: readonly XmlNode[] = []): XmlNode {
  return {
    name: 'xs:element',
    attributes: { name, minOccurs: '0', maxOccurs: 'unbounded' },
    children: [
      { name: 'xs:complexType', children: [{ name: 'xs:sequence', children: inside }, ...attributes] },
    ],
  }
}

const contentsElement: XmlNode = {
  name: 'xs:element',
  attributes: { name: 'Contents' },
  children: [
    note('Các văn bản, tài liệu trong gói và tệp của từng văn bản'),
    {
      name: 'xs:complexType',
      children: [
        {
          name: 'xs:sequence',
          children: [
            list(
              'Document',
              [
                { name: 'xs:element', attributes: { name: 'Text', type: 'xs:string', minOccurs: '0' } },
                list(
                  'StoredFile',
                  [list('Rendition', [], place)],
                  [
                    ...place,
                    attribute('name', 'string'),
                    attribute('mediaType', 'string'),
                    attribute('standard', 'string', 'optional'),
                  ],
                ),
              ],
              [
                attribute('ordinal', 'nonNegativeInteger'),
                attribute('kind', 'string'),
                attribute('folder', 'string'),
                attribute('recalled', 'boolean'),
                attribute('restricted', 'boolean'),
              ],
            ),
          ],
        },
      ],
    },
  ],
}

const step: XmlNode = {
  name: 'xs:element',
  attributes: { name: 'Step', minOccurs: '0', maxOccurs: 'unbounded' },
  children: [
    {
      name: 'xs:complexType',
      children: [
        {
          name: 'xs:simpleContent',
          children: [
            {
              name: 'xs:extension',
              attributes: { base: 'xs:string' },
              children: [attribute('at', 'string'), attribute('name', 'string'), attribute('post', 'string')],
            },
          ],
        },
      ],
    },
  ],
}

const historyElement: XmlNode = {
  name: 'xs:element',
  attributes: { name: 'History' },
  children: [
    note('Quá trình xử lý của từng văn bản'),
    {
      name: 'xs:complexType',
      children: [
        {
          name: 'xs:sequence',
          children: [list('Document', [step], [attribute('ordinal', 'nonNegativeInteger')])],
        },
      ],
    },
  ],
}
