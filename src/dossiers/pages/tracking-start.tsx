import { data, redirect } from 'react-router'
import { looksLikeDossierCode, normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import type { Route } from './+types/tracking-start.ts'
import { TrackingForm } from './tracking-form.tsx'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${loaderData?.wrong ? 'Mã chưa đúng — ' : ''}Tra cứu hồ sơ — Một Cửa` },
  { name: 'description', content: 'Xem hồ sơ thủ tục hành chính đã nộp đang ở đâu và khi nào có kết quả.' },
]

/** What was typed leads on to the page of its code; what cannot be a code stays in its box. */
export function loader({ request }: Route.LoaderArgs) {
  const typed = new URL(request.url).searchParams.get('ma')?.slice(0, 300) ?? ''
  if (typed.trim() === '') return { typed: '', wrong: false }
  if (looksLikeDossierCode(typed)) throw redirect(`/tra-cuu/${normaliseDossierCode(typed)}`)
  return data({ typed, wrong: true }, { status: 422 })
}

export default function TrackingStart({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <h1>Tra cứu hồ sơ</h1>
      <p>Xem hồ sơ của bạn đang ở đâu, khi nào có kết quả và còn thiếu giấy tờ gì.</p>
      <TrackingForm
        typed={loaderData.typed}
        problem={
          loaderData.wrong
            ? 'Đây chưa phải mã hồ sơ. Mã gồm mã cơ quan, ngày và số thứ tự, ví dụ H56.22.17-20260324-0000001.'
            : undefined
        }
      />
      <section className="card" aria-labelledby="ma-o-dau">
        <h2 id="ma-o-dau">Mã hồ sơ ở đâu?</h2>
        <p>
          Mã in ở đầu Giấy tiếp nhận hồ sơ và hẹn trả kết quả. Bạn cũng có thể dùng điện thoại quét mã QR trên
          giấy đó.
        </p>
        <p>Không còn giấy tiếp nhận? Hãy mang giấy tờ tùy thân đến nơi đã nộp hồ sơ để được tra giúp.</p>
      </section>
      <p className="again">
        <a href="/xin-loi">Hồ sơ trả kết quả chậm: công khai xin lỗi</a>
      </p>
    </>
  )
}
