import { redirect } from 'react-router'
import { readRatingCode } from '../../model/rating/rating-code.ts'
import type { Route } from './+types/rate-start.ts'

export const meta = () => [{ title: 'Đánh giá — Một Cửa' }]
export const headers = () => ({ 'cache-control': 'no-store' })

export function loader({ request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  const typed = searchParams.get('ma')
  const code = typed === null ? null : readRatingCode(typed.slice(0, 60))
  if (code) throw redirect(`/danh-gia/${code}`)
  return { typed: typed?.slice(0, 60) ?? '', refused: typed !== null, done: searchParams.has('xong') }
}

/** Where a code is typed, on a telephone or at the kiosk; also where one comes after having rated. */
export default function RateStart({ loaderData }: Route.ComponentProps) {
  const { typed, refused, done } = loaderData
  return (
    <>
      <h1>{done ? 'Cảm ơn ông/bà đã đánh giá' : 'Đánh giá việc giải quyết hồ sơ'}</h1>
      {done ? (
        <p className="card" role="status">
          Ý kiến đã được ghi nhận và không gắn với tên ai. Người tiếp theo có thể nhập mã của mình ở dưới.
        </p>
      ) : null}
      <form method="get" action="/danh-gia" className="card" autoComplete="off">
        <label htmlFor="ma">Mã đánh giá</label>
        <p className="hint" id="ma-goi-y">
          10 chữ và số, in trên phiếu mời đánh giá được đưa kèm kết quả.
        </p>
        {refused ? (
          <p className="wrong" role="alert" id="ma-sai">
            Mã đánh giá có 10 chữ và số. Hãy so lại với phiếu rồi nhập lại.
          </p>
        ) : null}
        <input
          id="ma"
          name="ma"
          className="large"
          required
          maxLength={20}
          defaultValue={typed}
          autoCapitalize="characters"
          spellCheck={false}
          aria-describedby={refused ? 'ma-goi-y ma-sai' : 'ma-goi-y'}
          aria-invalid={refused || undefined}
        />
        <button type="submit" className="large">
          Tiếp tục
        </button>
      </form>
    </>
  )
}
