import type { SpecialRoute } from '../platform/http/api.ts'
import { uploadForm } from './api/upload-form.ts'
import { uploadPieces } from './api/upload-pieces.ts'

export const filingRoutes: readonly SpecialRoute[] = [uploadForm, ...uploadPieces]
