import { z } from 'zod'

const text = z.string().trim().max(4000)
const line = z.string().trim().min(1).max(500)

/** How the dossier may be handed in (cách thức thực hiện), one row for each channel. */
const methodSchema = z.strictObject({
  channel: z.enum(['direct', 'online', 'post']),
  timeLimit: text.default(''),
  fee: text.default(''),
  description: text.default(''),
})

/**
 * What has to be posted of a procedure (Điều 8 NĐ 63/2010/NĐ-CP, as amended) besides what the desk works with: name,
 * papers, time limit, fees, result and legal basis stand in the version itself. A part left out is not known yet.
 */
export const postingSchema = z.strictObject({
  /** Trình tự thực hiện, step by step. */
  sequence: z.array(text.min(1)).max(50).optional(),
  methods: z.array(methodSchema).max(3).optional(),
  /** Số lượng hồ sơ (bộ). */
  setCount: z.int().min(1).max(99).optional(),
  /** Đối tượng thực hiện. */
  subjects: z.array(line).max(30).optional(),
  /** Cơ quan thực hiện; the office itself where left out. */
  performer: line.optional(),
  /** Cơ quan phối hợp. */
  coordinating: line.optional(),
  /** Yêu cầu, điều kiện thực hiện; an empty list says that there are none. */
  requirements: z.array(text.min(1)).max(50).optional(),
  /** Codes of the results, such as KQ.G15.000031. */
  resultCodes: z.array(line).max(20).optional(),
  /** Dịch vụ công trực tuyến (NĐ 42/2022/NĐ-CP): toàn trình, một phần, chỉ cung cấp thông tin. */
  onlineLevel: z.enum(['full', 'partial', 'information']).optional(),
  keywords: z.array(line).max(50).optional(),
  /** Codes of life events (sự kiện trong đời) under which citizens look for it, such as `sinh-con`. */
  lifeEvents: z
    .array(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/))
    .max(20)
    .optional(),
})
export type Posting = z.infer<typeof postingSchema>
