/** The floor for starting: React, a table of ten rows, and a service worker that serves it offline. */
import { createRoot } from 'react-dom/client';

const rows = Array.from({ length: 10 }, (_, index) => `Row ${index + 1}`);

function Table() {
  return (
    <table>
      <tbody>
        {rows.map((row) => (
          <tr key={row}>
            <td>{row}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const root = document.querySelector('#root');
if (root !== null) createRoot(root).render(<Table />);
void navigator.serviceWorker.register('/sw.js');
