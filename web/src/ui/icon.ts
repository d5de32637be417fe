import type { ComponentType, SVGProps } from 'react';

/** A Lucide icon, imported one by one: `import Tablet from 'lucide-react/icons/tablet'`. */
export type Icon = ComponentType<SVGProps<SVGSVGElement>>;
