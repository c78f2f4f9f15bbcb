import { uploadRoute } from '../files/api.ts'
import { RECORDED_TYPES } from '../files/model/allowed-types.ts'
import { contentDisposition } from '../files/model/content-disposition.ts'
import type { SpecialRoute } from '../platform/http/api.ts'
import { fileResponse, sendPaper } from '../platform/http/send-file.ts'
import type { Query } from '../platform/operations.ts'
import { read } from '../platform/read.ts'
import { bothForms } from '../records/api/both-forms.ts'
import { archiveRoutes } from './api/archive-routes.ts'
import { attachToWorkFile } from './commands/file-documents.ts'
import { getAttachedFile } from './queries/attached-file.ts'
import { printDestructionList, printDestructionMinutes } from './queries/destructions.ts'
import { printHandOverList, printHandOverMinutes } from './queries/hand-overs.ts'
import { printContents } from './queries/print-contents.ts'
import { printYearlyList } from './queries/yearly-list.ts'

const inPath = (name: string, schema: object = { type: 'string', format: 'uuid' }) => ({
  name,
  in: 'path',
  required: true,
  schema,
})
const byId = [inPath('id')]

/** Minutes, as a letter-sized paper of the decree. */
function minutes(path: string, print: Pick<Query, 'title' | 'audience'>): SpecialRoute {
  return {
    method: 'GET',
    path,
    title: print.title,
    audience: print.audience,
    document: { ...fileResponse('pdf'), parameters: byId },
    async handle(services, { request, reply, actor }) {
      const { id } = request.params as { id: string }
      const made = (await read(services, actor, print as Query, { id })) as {
        fileName: string
        paper: unknown
      }
      return sendPaper(services, reply, {
        template: 'decision',
        data: made.paper,
        fileName: `${made.fileName}.pdf`,
      })
    },
  }
}

const attachedRoute: SpecialRoute = {
  method: 'GET',
  path: '/work-files/{id}/files/{fileId}',
  title: getAttachedFile.title,
  audience: getAttachedFile.audience,
  document: {
    parameters: [inPath('id'), inPath('fileId')],
    responses: { 200: { description: 'Nội dung tệp.', content: { 'application/octet-stream': {} } } },
  },
  async handle(services, { request, reply, actor }) {
    const file = await read(services, actor, getAttachedFile, { ...Object(request.params) })
    reply.headers({
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-length': file.size,
      'content-disposition': contentDisposition(file, Object(request.query).download === '1'),
    })
    return reply.type(file.mediaType).send(services.blobs.read(file.sha256))
  },
}

/** Papers and files of work files. */
export const workFileRoutes: readonly SpecialRoute[] = [
  ...bothForms('/work-file-lists/{year}/danh-muc', {
    ...printYearlyList,
    make: printYearlyList,
    parameters: [inPath('year', { type: 'integer' })],
  }),
  ...bothForms('/work-files/{id}/muc-luc', { ...printContents, make: printContents, parameters: byId }),
  ...bothForms('/work-file-handovers/{id}/muc-luc', {
    ...printHandOverList,
    make: printHandOverList,
    parameters: byId,
  }),
  minutes('/work-file-handovers/{id}/bien-ban.pdf', printHandOverMinutes),
  ...bothForms('/work-file-destructions/{id}/danh-muc', {
    ...printDestructionList,
    make: printDestructionList,
    parameters: byId,
  }),
  minutes('/work-file-destructions/{id}/bien-ban.pdf', printDestructionMinutes),
  attachedRoute,
  ...archiveRoutes,
  uploadRoute({
    path: '/work-file-uploads',
    title: 'Tải lên ảnh, phim, ghi âm cho hồ sơ công việc (mỗi tệp tối đa 50 MB)',
    audience: attachToWorkFile.audience,
    also: RECORDED_TYPES,
  }),
]
