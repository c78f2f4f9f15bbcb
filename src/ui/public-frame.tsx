import type { ReactNode } from 'react'
import stylesheet from './public.css?url'

export const publicLinks = () => [{ rel: 'stylesheet', href: stylesheet }]

/** Frame of public pages: semantic HTML, one small stylesheet, no script. */
export function PublicFrame(frame: { owner: string | null; sourceUrl?: string | null; children: ReactNode }) {
  const { owner, sourceUrl, children } = frame
  return (
    <>
      <a className="skip" href="#noi-dung">
        Đến nội dung chính
      </a>
      <header className="bar">
        <a href="/tra-cuu">
          {owner ? <span className="owner">{owner}</span> : null}
          <span>Một Cửa: thủ tục và hồ sơ</span>
        </a>
      </header>
      <main className="page" id="noi-dung" tabIndex={-1}>
        {children}
      </main>
      <footer className="footer">
        <p>Phần mềm Một Cửa</p>
        <p>
          <a href="/thu-tuc">Thủ tục hành chính</a>
          {' · '}
          <a href="/nop-ho-so">Nộp hồ sơ trực tuyến</a>
          {' · '}
          <a href="/tra-cuu">Tra cứu hồ sơ</a>
          {' · '}
          <a href="/tra-cuu-bien-lai">Tra cứu biên lai</a>
          {' · '}
          <a href="/kiem-tra-chu-ky">Kiểm tra chữ ký số</a>
          {' · '}
          <a href="/dang-nhap">Dành cho cán bộ, công chức</a>
          {sourceUrl ? (
            <>
              {' · '}
              <a href={sourceUrl}>Mã nguồn</a>
            </>
          ) : null}
        </p>
      </footer>
    </>
  )
}

/** A page that could not be shown, in words; brings its own stylesheet because it may stand outside every layout. */
export function ProblemPage({ title, detail }: { title: string; detail: string }) {
  return (
    <>
      <title>{title}</title>
      <link rel="stylesheet" href={stylesheet} precedence="default" />
      <PublicFrame owner={null}>
        <div className="card">
          <h1>{title}</h1>
          <p>{detail}</p>
          <p>
            <a href="/">Về trang đầu</a>
          </p>
        </div>
      </PublicFrame>
    </>
  )
}
