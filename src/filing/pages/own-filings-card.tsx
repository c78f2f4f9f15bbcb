/** On the page of a citizen who is signed in: the way to what they have begun and filed. */
export default function OwnFilingsCard() {
  return (
    <section className="card" aria-labelledby="nop-ho-so">
      <h2 id="nop-ho-so">Nộp hồ sơ</h2>
      <p>
        <a className="button" href="/cong-dan/ho-so">
          Hồ sơ của tôi
        </a>
      </p>
      <p>
        <a href="/nop-ho-so">Lập hồ sơ mới</a>
      </p>
    </section>
  )
}
