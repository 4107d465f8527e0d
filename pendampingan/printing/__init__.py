"""What is printed: PDF files, since paper is measured in millimetres and signed by hand."""
