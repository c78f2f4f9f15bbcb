import { z } from 'zod'
import { errorCatalogue } from '../errors.ts'
import type { AnyOperation } from '../operations.ts'
import type { SpecialRoute } from './api.ts'

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'Câu tiếng Việt nói điều gì xảy ra và phải làm gì tiếp theo.' },
    code: { type: 'string', enum: Object.keys(errorCatalogue) },
    fields: { type: 'object', additionalProperties: { type: 'string' } },
    retryAfter: { type: 'integer', description: 'Số giây nên chờ trước khi thử lại.' },
    requestId: { type: 'string' },
  },
}

/** OpenAPI 3.1 document of every route, generated from the registry. */
export function openApiDocument(
  operations: readonly AnyOperation[],
  routes: readonly SpecialRoute[],
): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of operations) {
    if (!operation.door) continue
    const path = `/api/v1${operation.door.path}`
    paths[path] = { ...paths[path], [operation.door.method.toLowerCase()]: operationObject(operation) }
  }
  for (const route of routes) {
    const path = `/api/v1${route.path}`
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: {
        operationId: `${route.method.toLowerCase()}${route.path.replaceAll(/[/{}.-]+/g, '_')}`,
        summary: route.title,
        tags: [tagOf(route.path.slice(1))],
        security: securityOf(route.audience),
        'x-audience': route.audience,
        parameters: [],
        ...route.document,
        responses: { ...route.document.responses, default: { $ref: '#/components/responses/problem' } },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Một Cửa', version: '1', description: 'Giao diện lập trình của phần mềm Một Cửa.' },
    paths,
    components: {
      schemas: { problem: problemSchema },
      responses: {
        problem: {
          description: 'Không thực hiện được (RFC 9457).',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } },
        },
      },
      parameters: {
        idempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          schema: { type: 'string', pattern: '^[A-Za-z0-9_.:-]{8,128}$' },
          description: 'Gửi lại cùng khóa thì nhận lại cùng câu trả lời, không ghi hai lần.',
        },
      },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'motcua.session_token' } },
    },
  }
}

function operationObject(operation: AnyOperation): object {
  const door = operation.door
  if (!door) return {}
  const pathNames = [...door.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const schema = jsonSchema(operation.input, 'input')
  const properties = (schema.properties ?? {}) as Record<string, object>
  const required = (schema.required ?? []) as string[]
  const bodyNames = Object.keys(properties).filter((name) => !pathNames.includes(name))
  const example = (operation.example ?? {}) as Record<string, unknown>
  const parameters: object[] = pathNames.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: properties[name] ?? { type: 'string' },
    ...(example[name] === undefined ? {} : { example: example[name] }),
  }))
  const object: Record<string, unknown> = {
    operationId: operation.name.replaceAll('.', '_'),
    summary: operation.title,
    tags: [tagOf(operation.name)],
    security: securityOf(operation.audience),
    'x-audience': operation.audience,
    parameters,
    responses: {
      [door.status ?? 200]: {
        description: 'Thành công',
        content: { 'application/json': { schema: jsonSchema(operation.output, 'output') } },
      },
      default: { $ref: '#/components/responses/problem' },
    },
  }
  if (door.method === 'GET') {
    for (const name of bodyNames) {
      parameters.push({
        name,
        in: 'query',
        required: required.includes(name),
        schema: properties[name],
        ...(example[name] === undefined ? {} : { example: example[name] }),
      })
    }
    return object
  }
  if (operation.kind === 'command') parameters.push({ $ref: '#/components/parameters/idempotencyKey' })
  if (bodyNames.length > 0) object.requestBody = bodyOf(operation, { properties, required, bodyNames })
  return object
}

function bodyOf(
  operation: AnyOperation,
  shape: { properties: Record<string, object>; required: string[]; bodyNames: string[] },
): object {
  const { properties, required, bodyNames } = shape
  const example = Object.fromEntries(
    Object.entries((operation.example ?? {}) as Record<string, unknown>).filter(([name]) =>
      bodyNames.includes(name),
    ),
  )
  return {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: Object.fromEntries(bodyNames.map((name) => [name, properties[name]])),
          required: required.filter((name) => bodyNames.includes(name)),
          additionalProperties: false,
        },
        example,
      },
    },
  }
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: json }) => {
      if (zodSchema._zod.def.type === 'date') Object.assign(json, { type: 'string', format: 'date-time' })
    },
  }) as Record<string, unknown>
  return rest
}

function tagOf(name: string): string {
  return name.split(/[./]/)[0] ?? name
}

function securityOf(audience: unknown): object[] {
  return audience === 'public' ? [] : [{ session: [] }]
}
