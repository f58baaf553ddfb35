typedef struct This_s{
   int channels;
   int groups;
   int kernelHeight;
   int kernelWidth;
   __global float *result;
   __local float *tileA;
   __local float *tileB;
   int outputHeight;
   int outputWidth;
   int strideY;
   int paddingY;
   int dilationY;
   int strideX;
   int paddingX;
   int dilationX;
   int height;
   int width;
   __global float *images;
   int outputs;
   __global float *gradients;
   int partTerms;
   int count;
   int passid;
}This;
int get_pass_id(This *this){
   return this->passid;
}
void adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(This *this, int firstOutput, int groupOutputs, int r, int c, float sum){
   int groupTerms = ((this->channels / this->groups) * this->kernelHeight) * this->kernelWidth;
   if (r<groupOutputs && c<groupTerms){
      this->result[((firstOutput + r) * groupTerms) + c]  = sum;
   }
   return;
}
float adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(This *this, int r, int c){
   return(((((((((this->tileA[r] * this->tileB[c]) + (this->tileA[(r + 64)] * this->tileB[(c + 64)])) + (this->tileA[(r + 128)] * this->tileB[(c + 128)])) + (this->tileA[(r + 192)] * this->tileB[(c + 192)])) + (this->tileA[(r + 256)] * this->tileB[(c + 256)])) + (this->tileA[(r + 320)] * this->tileB[(c + 320)])) + (this->tileA[(r + 384)] * this->tileB[(c + 384)])) + (this->tileA[(r + 448)] * this->tileB[(c + 448)])));
}
void adjoint_gpu_kernels_ConvolutionWeightGradientF32__loadImage(This *this, int firstChannel, int groupTerms, int firstColumn, int first, int end, int item, int i){
   int c = (item / 8) + (32 * i);
   int d = item % 8;
   int taps = this->kernelHeight * this->kernelWidth;
   int pixels = this->outputHeight * this->outputWidth;
   int term = first + d;
   int weight = firstColumn + c;
   float value = 0.0f;
   if (weight<groupTerms && term<end){
      int pixel = term % pixels;
      int y = (((pixel / this->outputWidth) * this->strideY) - this->paddingY) + (((weight % taps) / this->kernelWidth) * this->dilationY);
      int x = (((pixel % this->outputWidth) * this->strideX) - this->paddingX) + ((weight % this->kernelWidth) * this->dilationX);
      if (y>=0 && y<this->height && x>=0 && x<this->width){
         int plane = (((term / pixels) * this->channels) + firstChannel) + (weight / taps);
         value = this->images[((((plane * this->height) + y) * this->width) + x)];
      }
   }
   this->tileB[(d * 64) + c]  = value;
   return;
}
void adjoint_gpu_kernels_ConvolutionWeightGradientF32__loadGradient(This *this, int firstOutput, int groupOutputs, int firstRow, int first, int end, int item, int i){
   int r = (item / 8) + (32 * i);
   int d = item % 8;
   int pixels = this->outputHeight * this->outputWidth;
   int term = first + d;
   float value = 0.0f;
   if ((firstRow + r)<groupOutputs && term<end){
      int plane = ((((term / pixels) * this->outputs) + firstOutput) + firstRow) + r;
      value = this->gradients[((plane * pixels) + (term % pixels))];
   }
   this->tileA[(d * 64) + r]  = value;
   return;
}
__kernel void run(
   int channels, 
   int groups, 
   int kernelHeight, 
   int kernelWidth, 
   __global float *result, 
   __local float *tileA, 
   __local float *tileB, 
   int outputHeight, 
   int outputWidth, 
   int strideY, 
   int paddingY, 
   int dilationY, 
   int strideX, 
   int paddingX, 
   int dilationX, 
   int height, 
   int width, 
   __global float *images, 
   int outputs, 
   __global float *gradients, 
   int partTerms, 
   int count, 
   int passid
){
   This thisStruct;
   This* this=&thisStruct;
   this->channels = channels;
   this->groups = groups;
   this->kernelHeight = kernelHeight;
   this->kernelWidth = kernelWidth;
   this->result = result;
   this->tileA = tileA;
   this->tileB = tileB;
   this->outputHeight = outputHeight;
   this->outputWidth = outputWidth;
   this->strideY = strideY;
   this->paddingY = paddingY;
   this->dilationY = dilationY;
   this->strideX = strideX;
   this->paddingX = paddingX;
   this->dilationX = dilationX;
   this->height = height;
   this->width = width;
   this->images = images;
   this->outputs = outputs;
   this->gradients = gradients;
   this->partTerms = partTerms;
   this->count = count;
   this->passid = passid;
   {
      int column = get_local_id(0);
      int row = get_local_id(1);
      int item = (row * 16) + column;
      int firstColumn = get_group_id(0) * 64;
      int firstRow = get_group_id(1) * 64;
      int part = get_global_id(2) / this->groups;
      int group = get_global_id(2) % this->groups;
      int groupOutputs = this->outputs / this->groups;
      int groupChannels = this->channels / this->groups;
      int taps = this->kernelHeight * this->kernelWidth;
      int pixels = this->outputHeight * this->outputWidth;
      int end = min(((part + 1) * this->partTerms), (this->count * pixels));
      float sum00 = 0.0f;
      float sum01 = 0.0f;
      float sum02 = 0.0f;
      float sum03 = 0.0f;
      float sum10 = 0.0f;
      float sum11 = 0.0f;
      float sum12 = 0.0f;
      float sum13 = 0.0f;
      float sum20 = 0.0f;
      float sum21 = 0.0f;
      float sum22 = 0.0f;
      float sum23 = 0.0f;
      float sum30 = 0.0f;
      float sum31 = 0.0f;
      float sum32 = 0.0f;
      float sum33 = 0.0f;
      for (int first = part * this->partTerms; first<end; first+=8){
         for (int i = 0; i<2; i++){
            adjoint_gpu_kernels_ConvolutionWeightGradientF32__loadGradient(this, (group * groupOutputs), groupOutputs, firstRow, first, end, item, i);
            adjoint_gpu_kernels_ConvolutionWeightGradientF32__loadImage(this, (group * groupChannels), (groupChannels * taps), firstColumn, first, end, item, i);
         }
         barrier(CLK_LOCAL_MEM_FENCE);
         sum00 = sum00 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, row, column);
         sum01 = sum01 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, row, (column + 16));
         sum02 = sum02 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, row, (column + 32));
         sum03 = sum03 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, row, (column + 48));
         sum10 = sum10 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, (row + 16), column);
         sum11 = sum11 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, (row + 16), (column + 16));
         sum12 = sum12 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, (row + 16), (column + 32));
         sum13 = sum13 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, (row + 16), (column + 48));
         sum20 = sum20 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, (row + 32), column);
         sum21 = sum21 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, (row + 32), (column + 16));
         sum22 = sum22 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, (row + 32), (column + 32));
         sum23 = sum23 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, (row + 32), (column + 48));
         sum30 = sum30 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, (row + 48), column);
         sum31 = sum31 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, (row + 48), (column + 16));
         sum32 = sum32 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, (row + 48), (column + 32));
         sum33 = sum33 + adjoint_gpu_kernels_ConvolutionWeightGradientF32__terms(this, (row + 48), (column + 48));
         barrier(CLK_LOCAL_MEM_FENCE);
      }
      int firstOutput = (part * this->outputs) + (group * groupOutputs);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, (firstRow + row), (firstColumn + column), sum00);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, (firstRow + row), ((firstColumn + column) + 16), sum01);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, (firstRow + row), ((firstColumn + column) + 32), sum02);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, (firstRow + row), ((firstColumn + column) + 48), sum03);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 16), (firstColumn + column), sum10);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 16), ((firstColumn + column) + 16), sum11);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 16), ((firstColumn + column) + 32), sum12);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 16), ((firstColumn + column) + 48), sum13);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 32), (firstColumn + column), sum20);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 32), ((firstColumn + column) + 16), sum21);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 32), ((firstColumn + column) + 32), sum22);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 32), ((firstColumn + column) + 48), sum23);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 48), (firstColumn + column), sum30);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 48), ((firstColumn + column) + 16), sum31);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 48), ((firstColumn + column) + 32), sum32);
      adjoint_gpu_kernels_ConvolutionWeightGradientF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 48), ((firstColumn + column) + 48), sum33);
      return;
   }
}
