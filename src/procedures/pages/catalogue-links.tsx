import { Anchor, Group } from '@mantine/core'
import { Link } from 'react-router'

const places = [
  ['/quan-tri/thu-tuc', 'Danh sách thủ tục'],
  ['/quan-tri/thu-tuc/nhap', 'Nhập, xuất danh mục'],
  ['/quan-tri/thu-tuc/ra-soat', 'Rà soát'],
  ['/quan-tri/niem-yet', 'Niêm yết'],
  ['/quan-tri/van-ban-phap-luat', 'Văn bản pháp luật'],
] as const

/** From one page about the catalogue to the others. */
export function CatalogueLinks({ here }: { here: (typeof places)[number][0] }) {
  return (
    <Group component="nav" aria-label="Các trang về thủ tục" gap="md">
      {places
        .filter(([to]) => to !== here)
        .map(([to, label]) => (
          <Anchor key={to} component={Link} to={to} size="sm" underline="always">
            {label}
          </Anchor>
        ))}
    </Group>
  )
}
