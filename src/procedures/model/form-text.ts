import {
  createScanner,
  findNodeAtLocation,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import { checkFormDefinition } from './check-form.ts'
import { type FormDefinition, formDefinitionSchema } from './form.ts'
import { formLimits } from './form-schema.ts'

/** A mistake in the text of a form; line and column count from 1. */
export interface FormTextProblem {
  line: number
  column: number
  message: string
}

/** Pretty-printed text is longer than the JSON it holds. */
const textLimit = formLimits.size * 4
const deepest = 30

/** Reads a form as an administrator writes it, JSON, and says of each mistake on which line it stands. */
export function parseFormText(text: string): { form: FormDefinition } | { problems: FormTextProblem[] } {
  const from = (offset: number, message: string): FormTextProblem => ({ ...placeOf(text, offset), message })
  if (text.length > textLimit) return { problems: [from(0, 'Văn bản quá dài.')] }
  const tooDeep = findTooDeep(text)
  if (tooDeep !== null) return { problems: [from(tooDeep, 'Dấu ngoặc lồng nhau quá sâu.')] }
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  if (errors.length > 0 || !tree) {
    const [first] = errors
    return { problems: [from(first?.offset ?? 0, syntaxMessage(first))] }
  }
  const repeated = findRepeatedKeys(tree)
  if (repeated.length > 0) {
    return { problems: repeated.map((key) => from(key.offset, `Tên “${key.value}” bị lặp lại.`)) }
  }
  const value: unknown = JSON.parse(text)
  const problems = checkFormDefinition(value)
  if (problems.length === 0) return { form: formDefinitionSchema.parse(value) }
  return { problems: problems.map(({ at, message }) => from(offsetOf(tree, at), message)) }
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}

/** Where brackets go deeper than any form needs, before a parser that calls itself meets them; null when nowhere. */
function findTooDeep(text: string): number | null {
  const scanner = createScanner(text, true)
  let depth = 0
  for (;;) {
    const token = scanner.scan()
    // Numbers of the package's SyntaxKind, a const enum that isolated modules cannot read: { 1, } 2, [ 3, ] 4, end 17.
    if (token === 17) return null
    if (token === 1 || token === 3) depth += 1
    if (token === 2 || token === 4) depth -= 1
    if (depth > deepest) return scanner.getTokenOffset()
  }
}

const syntaxMessages: Readonly<Record<string, string>> = {
  CommaExpected: 'Thiếu dấu phẩy giữa hai mục.',
  ColonExpected: 'Thiếu dấu hai chấm sau tên mục.',
  PropertyNameExpected: 'Cần tên mục trong dấu nháy kép; dấu phẩy đứng trước có thể thừa.',
  ValueExpected: 'Thiếu giá trị; dấu phẩy đứng trước có thể thừa.',
  CloseBraceExpected: 'Thiếu dấu } đóng lại.',
  CloseBracketExpected: 'Thiếu dấu ] đóng lại.',
  EndOfFileExpected: 'Có chữ thừa sau khi mẫu đã kết thúc.',
  UnexpectedEndOfString: 'Thiếu dấu nháy kép đóng lại.',
  InvalidCommentToken: 'Không dùng chú thích trong mẫu.',
}

function syntaxMessage(error: ParseError | undefined): string {
  const code = error ? printParseErrorCode(error.error) : 'ValueExpected'
  return syntaxMessages[code] ?? 'Chỗ này không đúng cách viết JSON.'
}

/** The second of two equal names in one object would win without a word. */
function findRepeatedKeys(node: Node): Node[] {
  const children = node.children ?? []
  const inside = children.flatMap((child) => findRepeatedKeys(child))
  if (node.type !== 'object') return inside
  const seen = new Set<unknown>()
  const repeated = children
    .flatMap((property) => property.children?.[0] ?? [])
    .filter((key) => seen.size === seen.add(key.value).size)
  return [...repeated, ...inside]
}

/** Where the named place begins, or else the nearest place around it; a named member begins with its name. */
function offsetOf(tree: Node, at: readonly (string | number)[]): number {
  for (let length = at.length; length >= 0; length -= 1) {
    const node = findNodeAtLocation(tree, at.slice(0, length))
    if (node) return node.parent?.type === 'property' ? node.parent.offset : node.offset
  }
  return 0
}
