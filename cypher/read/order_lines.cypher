// name: read/order_lines
// mode: read
// params: ids, first
// Lines of orders with their products, by line number.
UNWIND $ids AS id
MATCH (:Order {id: id})-[line:CONTAINS]->(p:Product)
WITH id, line, p
ORDER BY size(line.line), line.line, p.id
RETURN id, collect(p{.*, _line: line.line, _quantity: line.quantity, _price: line.price, _total: line.total})[0..$first] AS items
