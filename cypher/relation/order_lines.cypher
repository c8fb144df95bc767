// name: relation/order_lines
// mode: read
// params: first
// Lines of an order with their products, by line number.
MATCH (_start)-[_line:CONTAINS]->(_product:Product)
WITH _line, _product
ORDER BY size(_line.line), _line.line, _product.id
LIMIT $first
