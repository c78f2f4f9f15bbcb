import sharp from 'sharp'

const drawn = (width: number, height: number, inside: string) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inside}</svg>`,
    ),
  )

const stroke = (colour: string) =>
  `<path d="M20 140 C80 10 120 10 130 90 S160 190 200 90 S250 20 270 110 S330 160 420 60" fill="none" stroke="${colour}" stroke-width="9"/>`

/** Made-up pictures as an officer would bring them: a stroke of a pen, a ring with a star. `white` lies behind them. */
export const pictures = {
  signature: (colour = '#1a3fb5') => drawn(440, 200, stroke(colour)).png().toBuffer(),
  seal: (colour = '#c4161c') =>
    drawn(
      500,
      500,
      `<circle cx="250" cy="250" r="238" fill="none" stroke="${colour}" stroke-width="14"/>
       <circle cx="250" cy="250" r="150" fill="none" stroke="${colour}" stroke-width="6"/>
       <path d="M250 150 l24 72 h76 l-61 45 23 73 -62 -45 -62 45 23 -73 -61 -45 h76z" fill="${colour}"/>`,
    )
      .png()
      .toBuffer(),
  onWhite: () =>
    drawn(440, 200, `<rect width="440" height="200" fill="white"/>${stroke('#1a3fb5')}`)
      .png()
      .toBuffer(),
  photograph: () => drawn(440, 200, stroke('#1a3fb5')).flatten({ background: 'white' }).jpeg().toBuffer(),
  empty: () => drawn(440, 200, '<circle cx="3" cy="3" r="1" fill="#1a3fb5"/>').png().toBuffer(),
}
