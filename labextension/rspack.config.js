// The style sheet is bundled as text, without its comments and blanks.
module.exports = {
  module: {
    rules: [
      {
        test: /\.raw\.css$/,
        loader: 'builtin:lightningcss-loader',
        options: { minify: true }
      }
    ]
  }
};
